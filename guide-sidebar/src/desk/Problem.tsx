interface Props {
  /** What a failure says; nothing is shown without it. */
  text: string | undefined
  /** Outside a section or sheet, which have their own margin. */
  wide?: boolean
}

/** Why it did not work, read out at once. */
export const Problem = ({ text, wide = false }: Props) =>
  text === undefined ? null : (
    <p className={wide ? 'problem pad-x' : 'problem'} role="alert">
      {text}
    </p>
  )
