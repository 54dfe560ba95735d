/**
 * Resolves once React has shown what was changed before the call. React renders in a message of its own, asked for in
 * a microtask: messages go in order, so the second one posted from here comes after it.
 */
export async function afterRender(): Promise<void> {
  await nextMessage()
  await nextMessage()
}

function nextMessage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
