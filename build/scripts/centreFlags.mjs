/**
 * What Node is started with for a centre. Left to itself it lets short-lived memory pile up to 48 MB, which for a
 * thousand desks that come back at once is soon full of what lives a little longer, and stays; and it tidies that up
 * only when there is several times as much of it as is needed. Before and while a feed is folded the centre tidies up
 * by itself (`--expose-gc`). With `--optimize-for-size` it takes less still, and takes in a fifth fewer entries a second.
 */
export const centreFlags = ['--max-semi-space-size=4', '--heap-growing-percent=60', '--expose-gc']
