/** The encoder of the qrcode package alone, without its renderers. */
declare module 'qrcode/lib/core/qrcode' {
  export const create: (
    segments: { mode: 'byte'; data: Uint8Array }[],
    options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ) => { modules: { size: number; data: ArrayLike<number> } }
}
