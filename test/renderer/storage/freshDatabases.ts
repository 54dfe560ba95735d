/** Removes every database of this origin, so that a test starts on a desk that was never opened. */
export async function freshDatabases(): Promise<void> {
  localStorage.clear()
  for (const bucket of (await navigator.storageBuckets?.keys()) ?? [])
    await navigator.storageBuckets?.delete(bucket)
  for (const { name } of await indexedDB.databases()) if (name) await deleteDatabase(name)
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error(`${name} is still open`))
  })
}

/** A host without a vault: the browser. */
export const noVault = {
  sealKey: async () => ({ ok: false, because: 'not-available' }) as const,
  unsealKey: async () => ({ ok: false, because: 'not-available' }) as const,
}
