import { partedAs } from '../point/desks'
import { PartedBand } from '../screens/frame/PartedBand'
import { useSettings } from '../screens/settings/useSettings'

/** What became of this desk after another wrote in its name; nothing once a person has read it. */
export function DeskParted() {
  const { settings, change } = useSettings()
  const parted = partedAs(settings)
  return parted && <PartedBand {...parted} onRead={() => void change({ saysParted: false })} />
}
