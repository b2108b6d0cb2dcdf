import { useState } from 'react'
import { asFailure } from '../../api/failure'
import type { ApiFailure } from '../../api/failure'
import { placesOf } from './problems.rules'

/** What is wrong, by the part of the form it is about. */
export type Problems<Key extends string> = Partial<Record<Key, string>>

interface Plan<Form, Key extends string> {
  initial: Form
  /** Every part something can be wrong with, in the order they stand in. */
  keys: readonly Key[]
  /** What the form itself shows to be wrong. */
  problemsOf: (form: Form) => Problems<Key>
}

/** The state of an editor: what is in the form, what was saved of it, what is wrong, and what is being done. */
export const useEditor = <Form extends object, Key extends string>({
  initial,
  keys,
  problemsOf,
}: Plan<Form, Key>) => {
  const [form, setForm] = useState(initial)
  const [saved, setSaved] = useState(() => JSON.stringify(initial))
  const [refused, setRefused] = useState<Problems<Key>>({})
  const [isTried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure>()

  const own = problemsOf(form)
  const problems: Problems<Key> = isTried ? { ...refused, ...own } : refused
  const set = (change: Partial<Form>) => {
    setForm((before) => ({ ...before, ...change }))
    setRefused({})
    setFailure(undefined)
  }
  /** Begins anew from what the server holds. */
  const reset = (next: Form) => {
    setForm(next)
    setSaved(JSON.stringify(next))
    setRefused({})
    setFailure(undefined)
    setTried(false)
  }
  /** Does something with the server; refusals go to the parts they are about. Answers whether it worked. */
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setFailure(undefined)
    try {
      await work()
      return true
    } catch (error) {
      const known = asFailure(error)
      const places = placesOf(known, keys)
      setRefused(places)
      if (Object.keys(places).length === 0) setFailure(known)
      return false
    } finally {
      setBusy(false)
    }
  }
  /** Saves what is in the form, if nothing in it is wrong. */
  const save = async (work: (form: Form) => Promise<unknown>): Promise<boolean> => {
    setTried(true)
    if (Object.keys(own).length > 0) return false
    return run(async () => {
      await work(form)
      setSaved(JSON.stringify(form))
      setTried(false)
    })
  }
  return {
    form,
    set,
    reset,
    problems,
    /** How many parts are still wrong or empty. */
    missing: Object.keys(own).length,
    isDirty: JSON.stringify(form) !== saved,
    busy,
    failure,
    run,
    save,
  }
}
