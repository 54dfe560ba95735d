import type { ComponentType } from 'react'
import { AllocateScreen } from '../screens/allocate/AllocateScreen'
import { BalanceScreen } from '../screens/balance/BalanceScreen'
import { DayCloseScreen } from '../screens/dayClose/DayCloseScreen'
import { DiscrepanciesScreen } from '../screens/discrepancies/DiscrepanciesScreen'
import type { RailStep } from '../screens/frame/frameView'
import { HandoverScreen } from '../screens/handover/HandoverScreen'
import { IntakeScreen } from '../screens/intake/IntakeScreen'
import { ReceiveScreen } from '../screens/receive/ReceiveScreen'
import { stepOfPath } from '../screens/screenRoutes'
import { SettingsScreen } from '../screens/settings/SettingsScreen'
import { ShelveScreen } from '../screens/shelve/ShelveScreen'
import { SortScreen } from '../screens/sort/SortScreen'
import { TodayScreen } from '../screens/today/TodayScreen'
import { EmptyState } from '../ui/index'

const screens: Partial<Record<RailStep | 'settings', ComponentType>> = {
  today: TodayScreen,
  intake: IntakeScreen,
  receive: ReceiveScreen,
  allocate: AllocateScreen,
  sort: SortScreen,
  balance: BalanceScreen,
  shelve: ShelveScreen,
  handover: HandoverScreen,
  discrepancies: DiscrepanciesScreen,
  dayClose: DayCloseScreen,
  settings: SettingsScreen,
}

/** The screen behind an address. */
export function ScreenAt({ path, missing }: { path: string; missing: string }) {
  const Screen = screens[path === '/settings' ? 'settings' : (stepOfPath(path) ?? 'today')]
  return Screen ? <Screen /> : <EmptyState title={missing} detail={path} />
}
