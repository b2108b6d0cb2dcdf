import { implement } from '../../kernel/router'
import { scriptsContract } from './scripts.contract'
import { addScript, changeScript, deleteScript, listScripts, noteUse, setFavourite } from './scripts.service'

export const scriptsFeature = implement(scriptsContract, {
  'GET /scripts': ({ query, caller }) => listScripts(query, caller),
  'POST /scripts': ({ body, caller }) => addScript(body, caller),
  'PUT /scripts/:scriptId': ({ params, body, caller }) => changeScript(params.scriptId, body, caller),
  'DELETE /scripts/:scriptId': ({ params, caller }) => deleteScript(params.scriptId, caller),
  'PUT /scripts/:scriptId/favourite': ({ params, body, caller }) =>
    setFavourite(params.scriptId, body.on, caller),
  'POST /scripts/:scriptId/used': ({ params, caller }) => noteUse(params.scriptId, caller),
})
