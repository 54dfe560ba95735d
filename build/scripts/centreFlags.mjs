/**
 * What Node is started with for a centre. Left to itself it lets short-lived memory pile up to 48 MB, which for a
 * thousand desks that come back at once is soon full of what lives a little longer, and stays; it builds machine code
 * for whatever runs often; and it tidies up only when there is several times as much as is needed.
 */
export const centreFlags = ['--optimize-for-size', '--heap-growing-percent=20']
