import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { type BridgeCall, bridgeCalls, type DesktopBridge } from '../shared/contract/desktopBridge'
import { type Asker, channelOf, checkCall } from './shell/checkCall'

type Args<Call extends BridgeCall> = Parameters<DesktopBridge[Call]>
type Answer<Call extends BridgeCall> = Awaited<ReturnType<DesktopBridge[Call]>>

/** How main answers each call of the bridge; `page` is the page that asked. */
export type Answers = {
  readonly [Call in BridgeCall]: (
    page: WebContents,
    ...args: Args<Call>
  ) => Promise<Answer<Call>> | Answer<Call>
}

/** The only place that listens to the page. What goes in and what comes out is checked against the bridge. */
export function answerCalls(answers: Answers): void {
  for (const call of Object.keys(bridgeCalls).filter(isCall)) answerCall(call, answers[call])
}

function isCall(name: string): name is BridgeCall {
  return name in bridgeCalls
}

function answerCall<Call extends BridgeCall>(call: Call, answering: Answers[Call]): void {
  ipcMain.handle(channelOf(call), async (event, ...given: unknown[]) => {
    const checked = checkCall(call, askerOf(event), given)
    // The page sees only that it was refused: who asks wrongly learns nothing.
    if (!checked.ok) throw new Error(`refused: ${checked.because}`)
    const answer = await answering(event.sender, ...(checked.args as Args<Call>))
    return bridgeCalls[call].gives.parse(answer)
  })
}

function askerOf({ senderFrame }: IpcMainInvokeEvent): Asker | undefined {
  return senderFrame ? { url: senderFrame.url, isMainFrame: senderFrame.parent === null } : undefined
}
