import { createRoot } from 'react-dom/client'
import { startLanguage } from './i18n/index'
import { FrameGallery } from './screens/frame/FrameGallery'
import { Appearance, looks } from './ui/index'

/** '#/gallery/sort?look=dark&lang=en'; loaded in development only. */
export function openGallery(root: HTMLElement): void {
  const [path = '', query = ''] = window.location.hash.slice(2).split('?')
  const asked = new URLSearchParams(query)
  const look = looks.find((one) => one === asked.get('look')) ?? 'light'
  startLanguage(asked.get('lang') === 'en' ? 'en' : 'zh-CN')
  createRoot(root).render(
    <Appearance look={look}>
      <FrameGallery page={path.split('/')[1] ?? 'today'} />
    </Appearance>,
  )
}
