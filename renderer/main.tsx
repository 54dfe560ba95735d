import './app/withoutEval'

import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { hideJoinAsked, reloadForCentre } from './app/centreAccess'
import { startLanguage } from './i18n/index'
import { wakeAudioOnFirstKey } from './sound/playSound'

hideJoinAsked()
startLanguage(navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en')
wakeAudioOnFirstKey(window)
const root = document.getElementById('root')
if (root && !reloadForCentre()) createRoot(root).render(<App />)
