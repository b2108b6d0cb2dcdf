import type { Platform } from './platform'

/** Taro picks index.weapp.ts or index.h5.ts. */
export declare const platform: Platform
