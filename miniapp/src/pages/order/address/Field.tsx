import { Input, Text, View } from '@tarojs/components'

interface FieldProps {
  label: string
  value: string
  hint: string
  max: number
  number?: boolean
  onInput: (value: string) => void
}

/** A row of a form: its name and what is typed. */
export const Field = ({ label, value, hint, max, number, onInput }: FieldProps) => (
  <View className="cell">
    <Text className="t15 lab">{label}</Text>
    <Input
      className="field__in addr__in"
      type={number ? 'number' : 'text'}
      value={value}
      placeholder={hint}
      placeholderClass="field__hint"
      maxlength={max}
      aria-label={label}
      onInput={(event) => onInput(event.detail.value)}
    />
  </View>
)
