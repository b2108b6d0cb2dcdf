// The client's pay sheet and its consent sheet for subscribe messages.
const yuan = (fen) => `¥${(fen / 100).toFixed(2)}`

/** What WeChat answers to a page, or throws its reason. */
const answerOf = async (path, body) => {
  const answer = await ask(path, body)
  if (answer.fail) throw answer.fail
  return answer
}

/** Checks the page's parameters, asks the payer, tells WeChat; never ends when the client was killed meanwhile. */
const paySheet = async ({ timeStamp, nonceStr, package: pack, signType, paySign }) => {
  const params = { timeStamp, nonceStr, package: pack, signType, paySign }
  const { merchant, description, amount } = await answerOf('pay/open', params)
  const isConfirmed = await sheet({
    title: merchant,
    amount: yuan(amount),
    facts: [
      ['商品', description],
      ['付款方式', '零钱'],
    ],
    actions: [
      { label: '取消', value: false },
      { label: '确认支付', main: true, value: true },
    ],
  })
  const told = await answerOf('pay/act', { ...params, outcome: isConfirmed ? 'success' : 'cancel' })
  return told.silent ? new Promise(() => {}) : {}
}

/** Asks for the templates that are not settled for good; the answer counts for all of them. */
const subscribeSheet = async ({ tmplIds }) => {
  if (!Array.isArray(tmplIds)) throw 'tmplIds should be Array'
  const { asked, name } = await answerOf('subscribe/open', { tmplIds })
  const choice =
    asked.length > 0 &&
    (await sheet({
      title: `${name} 申请发送消息`,
      text: '点一次允许，每项可收到一条',
      facts: asked.map(({ title }) => ['订阅', title]),
      rows: [{ label: '允许，不再询问', value: 'always' }],
      actions: [
        { label: '取消', value: false },
        { label: '允许', main: true, value: 'once' },
      ],
    }))
  return answerOf('subscribe/answer', { tmplIds, accept: Boolean(choice), always: choice === 'always' })
}
