/// <reference types="@tarojs/taro" />
declare module '*.scss'
declare module '*.png'
declare module '*.webp'
/** Where the API is: absolute in the mini-program, `/api` in H5. Set by config/index.ts. */
declare const __API_BASE__: string
