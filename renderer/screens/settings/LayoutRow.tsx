import { useState } from 'react'
import {
  type InStoreField,
  type InStoreLayout,
  layoutDoubt,
  type WeightUnit,
} from '../../../shared/intake/codes/codeSettings'
import { type MaskField, maskOf, maskParts, prefixesOf } from '../../../shared/intake/codes/layoutMask'
import { useWords } from '../../i18n/index'
import { playSound } from '../../sound/playSound'
import { ActButton } from '../../ui/index'
import { TextSetting } from './fields'
import styles from './Settings.module.css'

const units: readonly WeightUnit[] = ['g', '10g', 'kg', 'jin']
const defaultUnit = { unit: 'g', decimals: 0 } as const

type Doubt = 'prefix' | 'length' | 'digits' | 'mask'

/** One format. What does not add up is said and not kept. */
export function LayoutRow(props: {
  layout: InStoreLayout
  onKeep: (layout: InStoreLayout) => void
  onRemove: () => void
}) {
  const { t } = useWords()
  const { layout } = props
  const [doubt, setDoubt] = useState<Doubt>()
  const weight = layout.fields.find((field) => field.means === 'weight')
  const keep = (next: InStoreLayout) => {
    const wrong = layoutDoubt(next)
    setDoubt(wrong)
    if (wrong) playSound('stop')
    else props.onKeep(next)
  }
  const keepMask = (mask: string) => {
    const parts = maskParts(mask)
    if (!parts) {
      playSound('stop')
      return setDoubt('mask')
    }
    keep({ ...layout, ...parts, fields: parts.fields.map((field) => withUnits(field, layout)) })
  }
  const keepUnit = (unit: WeightUnit, decimals: number) =>
    keep({
      ...layout,
      fields: layout.fields.map((field) => (field.means === 'weight' ? { ...field, unit, decimals } : field)),
    })
  return (
    <div className={styles['layout']}>
      <TextSetting
        label={t('settings.codes.prefixes')}
        value={layout.prefixes.join(' ')}
        onKeep={(text) => keep({ ...layout, prefixes: prefixesOf(text) })}
      />
      <TextSetting label={t('settings.codes.mask')} value={maskOf(layout)} maxLength={18} onKeep={keepMask} />
      {weight ? (
        <label className={styles['select']}>
          {t('settings.codes.unit')}
          <select
            value={`${weight.unit}/${weight.decimals}`}
            onChange={(event) => {
              const [unit = 'g', decimals = '0'] = event.target.value.split('/')
              const known = units.find((one) => one === unit)
              if (known) keepUnit(known, Number(decimals))
            }}
          >
            {units.flatMap((unit) =>
              (unit === 'g' || unit === '10g' ? [0] : [1, 2, 3]).map((decimals) => (
                <option key={`${unit}/${decimals}`} value={`${unit}/${decimals}`}>
                  {t(`settings.codes.units.${unit}`)}
                  {decimals > 0 && ` · ${t('settings.codes.decimals')} ${decimals}`}
                </option>
              )),
            )}
          </select>
        </label>
      ) : (
        <span />
      )}
      <label className={styles['select']}>
        {t('settings.codes.check')}
        <select
          value={layout.check}
          onChange={(event) =>
            keep({ ...layout, check: event.target.value === 'ignored' ? 'ignored' : 'verified' })
          }
        >
          <option value="verified">{t('settings.codes.checks.verified')}</option>
          <option value="ignored">{t('settings.codes.checks.ignored')}</option>
        </select>
      </label>
      <ActButton size="small" weight="quiet" icon="trash" onAct={props.onRemove}>
        {t('settings.codes.remove')}
      </ActButton>
      {doubt && (
        <p className={styles['doubt']} role="alert">
          {t(`settings.codes.doubt.${doubt}`)}
        </p>
      )}
    </div>
  )
}

/** A field of the new mask in the units that the old one had. */
function withUnits({ means, digits }: MaskField, layout: InStoreLayout): InStoreField {
  if (means === 'nothing') return { means, digits }
  const before = layout.fields.find((field) => field.means === means)
  if (means === 'amount') return { means, digits, decimals: before?.means === 'amount' ? before.decimals : 2 }
  const { unit, decimals } = before?.means === 'weight' ? before : defaultUnit
  return { means, digits, unit, decimals }
}
