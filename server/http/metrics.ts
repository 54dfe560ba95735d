/** What is counted, in the text form that Prometheus reads. Labels come from closed lists: never an id, never a name. */
export class Metrics {
  private readonly counters = new Map<string, Map<string, number>>()
  private readonly gauges = new Map<string, () => number>()
  private readonly durations = new Map<string, { readonly buckets: number[]; sum: number; count: number }>()

  count(name: string, labels: Readonly<Record<string, string | number>> = {}, by = 1): void {
    const series = this.counters.get(name) ?? new Map<string, number>()
    const key = labelText(labels)
    series.set(key, (series.get(key) ?? 0) + by)
    this.counters.set(name, series)
  }

  gauge(name: string, read: () => number): void {
    this.gauges.set(name, read)
  }

  observe(route: string, ms: number): void {
    const known = this.durations.get(route) ?? { buckets: bounds.map(() => 0), sum: 0, count: 0 }
    bounds.forEach((bound, i) => {
      if (ms <= bound) known.buckets[i] = (known.buckets[i] ?? 0) + 1
    })
    known.sum += ms
    known.count += 1
    this.durations.set(route, known)
  }

  text(): string {
    const lines: string[] = []
    for (const [name, series] of this.counters) {
      lines.push(`# TYPE tuandian_${name}_total counter`)
      for (const [labels, value] of series) lines.push(`tuandian_${name}_total${labels} ${value}`)
    }
    for (const [name, read] of this.gauges)
      lines.push(`# TYPE tuandian_${name} gauge`, `tuandian_${name} ${read()}`)
    lines.push('# TYPE tuandian_request_seconds histogram')
    for (const [route, { buckets, sum, count }] of this.durations) {
      bounds.forEach((bound, i) => {
        const labels = labelText({ route, le: bound / 1000 })
        lines.push(`tuandian_request_seconds_bucket${labels} ${buckets[i] ?? 0}`)
      })
      lines.push(`tuandian_request_seconds_bucket${labelText({ route, le: '+Inf' })} ${count}`)
      lines.push(`tuandian_request_seconds_sum${labelText({ route })} ${sum / 1000}`)
      lines.push(`tuandian_request_seconds_count${labelText({ route })} ${count}`)
    }
    return `${lines.join('\n')}\n`
  }
}

/** Upper bounds in ms. */
const bounds = [5, 10, 25, 50, 100, 250, 500, 1000, 3000, 10_000]

function labelText(labels: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(String(value))}`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
