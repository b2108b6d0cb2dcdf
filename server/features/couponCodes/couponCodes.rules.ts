/** Letters and digits that are not taken for one another, read aloud or on paper. */
export const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const CODE_LENGTH = 12

/** A code as it is kept, from what somebody typed: without spaces and dashes, in capitals. */
export const readCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

/** A code as it is printed: `7K4M-QX9D-2HTP`. */
export const printCode = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code
