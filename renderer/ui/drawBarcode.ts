import { code128, drawingSVG, ean13, qrcode } from 'bwip-js/browser'

export type Symbology = 'code128' | 'ean13' | 'qrcode'

/** The symbol as SVG text; null when the text cannot be written in it (an EAN with a wrong check digit). */
export function drawBarcode(symbology: Symbology, text: string): string | null {
  try {
    switch (symbology) {
      case 'code128':
        return code128({ bcid: 'code128', text, height: 12 }, drawingSVG())
      case 'ean13':
        return ean13({ bcid: 'ean13', text, height: 12 }, drawingSVG())
      case 'qrcode':
        return qrcode({ bcid: 'qrcode', text }, drawingSVG())
    }
  } catch {
    return null
  }
}
