import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon'

/** A titled part of an editor. */
export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="es">
    <h2>{title}</h2>
    <div className="es-rows">{children}</div>
  </section>
)

interface FieldProps {
  label: string
  /** Said beside it. */
  hint?: ReactNode
  /** What is wrong with it. */
  error?: string | undefined
  /** Why it cannot be changed. */
  locked?: string | undefined
  /** Shown at the right end. */
  end?: ReactNode
  children: ReactNode
}

/** One line of an editor: its name, its controls, and what is wrong with it. */
export const Field = ({ label, hint, error, locked, end, children }: FieldProps) => (
  <div className={`ef${error ? ' ef-bad' : ''}`} role="group" aria-label={label}>
    <span className="ef-l">{label}</span>
    <div className="ef-b">
      <fieldset disabled={Boolean(locked)}>
        <div className="ef-c">
          {children}
          {hint && <span className="i2 ef-hint">{hint}</span>}
          {end && <span className="ef-end">{end}</span>}
          {locked && (
            <span className="ef-lock" title={locked}>
              <Icon name="lock" size={12} />
              {locked}
            </span>
          )}
        </div>
      </fieldset>
      {error && (
        <p className="ef-e" role="alert">
          <Icon name="circle-alert" size={14} />
          {error}
        </p>
      )}
    </div>
  </div>
)
