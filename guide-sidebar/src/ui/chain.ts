/** The chain these pages belong to; with tokens.css all that a white-label build changes. */
export const chain = { name: '拾禾生活', mark: '禾', assistant: '导购助手' } as const
