import { createRoot } from 'react-dom/client'
import { startLanguage } from './i18n/index'
import { FrameGallery } from './screens/frame/FrameGallery'
import { Appearance, looks } from './ui/index'

// 'gallery.html#/sort?look=dark&lang=en' on the development server.
const [path = '', query = ''] = window.location.hash.slice(2).split('?')
const asked = new URLSearchParams(query)
const look = looks.find((one) => one === asked.get('look')) ?? 'light'
const root = document.getElementById('root')

startLanguage(asked.get('lang') === 'en' ? 'en' : 'zh-CN')
if (root)
  createRoot(root).render(
    <Appearance look={look}>
      <FrameGallery page={path || 'today'} />
    </Appearance>,
  )
