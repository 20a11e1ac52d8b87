// An identity provider for tests, set up like ProConnect: signed userinfo, codes good for 30 s, unknown parameters refused.
// node server.js '{"port": 23040, "client_id": "…", "client_secret": "…", "visio": "http://…", "id": "…", "like": "proconnect"}'
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'

const wish = JSON.parse(process.argv[2])
const issuer = `http://127.0.0.1:${wish.port}`
const isProConnect = wish.like === 'proconnect'
const algorithm = isProConnect ? 'ES256' : 'RS256'

const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
const key = { ...(await exportJWK(privateKey)), alg: algorithm, use: 'sig', kid: `${wish.id}-1` }

// Whoever signs in as amina@example.org has that address; what stands before the @ is all there is to know of them.
const claimsOf = (login) => ({
  sub: login,
  email: login,
  email_verified: true,
  given_name: login.split('@')[0].replace(/^./, (letter) => letter.toUpperCase()),
  usual_name: 'Martin',
  family_name: 'Martin',
  name: `${login.split('@')[0]} Martin`,
  uid: login,
  siret: '13002526500013',
  idp_id: 'b4a1',
})

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: wish.client_id,
      client_secret: wish.client_secret,
      redirect_uris: [`${wish.visio}/signin/back/${wish.id}`],
      post_logout_redirect_uris: [`${wish.visio}/signin/out`],
      backchannel_logout_uri: `${wish.visio}/api/signin/ended/${wish.id}`,
      backchannel_logout_session_required: true,
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: algorithm,
      ...(isProConnect && { userinfo_signed_response_alg: algorithm }),
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: ['only for tests'] },
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name', 'given_name', 'family_name'],
    ...Object.fromEntries(['given_name', 'usual_name', 'uid', 'siret', 'idp_id'].map((name) => [name, [name]])),
  },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    jwtUserinfo: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        context.body = `<!doctype html><html lang="en"><title>Sign out</title>${form}
          <button type="submit" form="op.logoutForm" value="yes" name="logout">Sign out of ${wish.id}</button>`
      },
      postLogoutSuccessSource: (context) => {
        context.body = '<!doctype html><html lang="en"><title>Signed out</title><h1>Signed out</h1>'
      },
    },
  },
  // Visio is on this machine, where providers do not go by themselves.
  fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
  pkce: { required: () => false },
  ttl: { AuthorizationCode: 30, AccessToken: 60, Session: 43200, Interaction: 600, Grant: 43200 },
  findAccount: (_, id) => ({ accountId: id, claims: () => claimsOf(id) }),
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  // Nobody is asked for consent: a public service's provider does not.
  loadExistingGrant: async (context) => {
    const { session, client, params } = context.oidc
    const grant = new context.oidc.provider.Grant({ accountId: session.accountId, clientId: client.clientId })
    grant.addOIDCScope(params.scope)
    await grant.save()
    return grant
  },
})

// As ProConnect: Y000400 for whatever it does not expect.
const known = new Set(
  'response_type client_id redirect_uri scope state nonce acr_values claims prompt login_hint idp_hint'.split(' '),
)
const answers = provider.callback()

async function signIn(request, response) {
  if (request.method === 'GET') {
    response.setHeader('Content-Type', 'text/html')
    response.end(
      `<!doctype html><html lang="en"><title>${wish.id}</title><h1>${wish.id}</h1><form method="post">
      <label>Login <input name="login"></label><button>Sign in</button><button name="cancel" value="yes">Cancel</button></form>`,
    )
    return
  }
  let body = ''
  for await (const piece of request) body += piece
  const form = new URLSearchParams(body)
  const result = form.has('cancel')
    ? { error: 'access_denied', error_description: 'cancelled' }
    : { login: { accountId: form.get('login') } }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

createServer((request, response) => {
  const url = new URL(request.url, issuer)
  if (url.pathname.startsWith('/interaction/')) return signIn(request, response)
  const unknown = [...url.searchParams.keys()].filter((name) => !known.has(name))
  if (isProConnect && url.pathname === '/auth' && unknown.length > 0) {
    response.statusCode = 400
    return response.end(`Y000400 ${unknown}`)
  }
  return answers(request, response)
}).listen(wish.port, '127.0.0.1', () => console.log(`ready at ${issuer}`))
