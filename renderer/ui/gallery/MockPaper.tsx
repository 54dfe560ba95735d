import { useWords } from '../../i18n/index'
import { Barcode, PaperSheet, Screen, SlotNumber, ZoneTag } from '../index'
import { nth, useSamples } from './samples'

const head = { display: 'flex', justifyContent: 'space-between', alignItems: 'flex-start' } as const

export function MockPaper() {
  const samples = useSamples()
  const { t } = useWords()
  return (
    <Screen title={t('words.act.print')}>
      <div style={{ display: 'flex', gap: 24, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <PaperSheet size="label-60x40" label="60×40">
          <div style={head}>
            <SlotNumber slot={34} />
            <ZoneTag zone="chilled" />
          </div>
          <div style={{ fontSize: '9pt', padding: '1mm 0' }}>{nth(samples.households, 0)}</div>
          <Barcode symbology="code128" text="R7K2-034-C-2" height="10mm" />
        </PaperSheet>
        <PaperSheet size="label-76x130" label="76×130">
          <div style={head}>
            <SlotNumber slot={34} />
            <ZoneTag zone="chilled" />
          </div>
          <p style={{ fontSize: '12pt' }}>{nth(samples.households, 0)}</p>
          <table>
            <tbody>
              {samples.products.map((product) => (
                <tr key={product}>
                  <td>{product}</td>
                  <td>×1</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Barcode symbology="qrcode" text="R7K2-034-C-2" />
        </PaperSheet>
        <PaperSheet size="a4" label="A4">
          <h1 style={{ fontSize: '14pt' }}>{samples.round}</h1>
          <table>
            <thead>
              <tr>
                <th>{t('terms.slot')}</th>
                <th>{t('terms.household')}</th>
                <th>{t('terms.product')}</th>
                <th>{t('terms.ordered')}</th>
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: 24 }, (_, i) => i + 1).map((n) => (
                <tr key={n}>
                  <td>{n}</td>
                  <td>{nth(samples.households, n)}</td>
                  <td>{nth(samples.products, n)}</td>
                  <td>{1 + (n % 4)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </PaperSheet>
      </div>
    </Screen>
  )
}
