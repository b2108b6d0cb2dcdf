import { Icon } from '../../ui/Icon'

const WORDS = { saved: '已保存', dirty: '有修改没保存', new: '还没保存' }

/** How far what is being made is from being complete, and whether it is kept. */
export const EditorState = ({ missing, state }: { missing: number; state: 'saved' | 'dirty' | 'new' }) => (
  <>
    {missing > 0 ? (
      <span className="warn">
        <Icon name="circle-alert" size={14} />
        还有 {missing} 项要填
      </span>
    ) : (
      <span className="ok">
        <Icon name="circle-check" size={14} />
        都填好了
      </span>
    )}
    <span className="i2">{WORDS[state]}</span>
  </>
)
