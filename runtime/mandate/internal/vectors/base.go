package vectors

const (
	issuer   = "https://sts.example.com"
	audience = "resource://api"
	issued   = 1790000000
	expires  = 1790000300
	clock    = 1790000100
)

type claims = map[string]any

// dropped is the type of drop, which as the value of a member removes it.
type dropped struct{}

var drop dropped

func merged(base, changes claims) claims {
	out := claims{}
	for n, v := range base {
		out[n] = v
	}
	for n, v := range changes {
		out[n] = v
		if v == drop {
			delete(out, n)
		}
	}
	return out
}

// hdr is the header of a valid token, changed.
func hdr(changes claims) claims {
	return merged(claims{"alg": "ES256", "kid": "k1", "typ": "JWT"}, changes)
}

// mandate is the reference example of Caracal claims, changed.
func mandate(changes claims) claims {
	return merged(claims{
		"iss": issuer, "sub": "user-1", "aud": audience, "exp": expires, "iat": issued,
		"jti": "018f7d6a-8f4a-7d9f-9a54-5e4fd7df0001", "zone_id": "zone-1", "client_id": "app-1", "scope": "read write",
		"sid": "authority-record-1", "root_sid": "authority-record-root", "use": "resource", "sub_type": "user",
		"target": []string{audience}, "agent_session_id": "session-child", "delegation_edge_id": "delegation-1",
		"source_session_id": "session-parent", "target_session_id": "session-child", "delegation_path": []string{"delegation-1"},
		"delegation_chain": []any{
			claims{"application_id": "app-parent", "agent_session_id": "session-parent", "delegation_edge_id": "delegation-1"},
			claims{"application_id": "app-1", "agent_session_id": "session-child"},
		},
		"hop_count": 1, "delegation_graph_epoch": 7,
	}, changes)
}

// access is an RFC 9068 access token, changed.
func access(changes claims) claims {
	return merged(claims{
		"iss": issuer, "sub": "user-1", "aud": audience, "exp": expires, "iat": issued,
		"jti": "018f7d6a-8f4a-7d9f-9a54-5e4fd7df0002", "client_id": "app-1", "scope": "read write",
	}, changes)
}

// es1 signs the claims with k1 under the usual header.
func es1(c any) string { return token(hdr(nil), c, "ES256", k1()) }

func caracalFile(description string) *File {
	return &File{Description: description, Now: clock, Keys: "one", Config: map[string]any{
		"profile": "caracal", "issuer": issuer, "audience": audience, "zone_id": "zone-1",
	}}
}

func oauthFile(profile, description string) *File {
	return &File{Description: description, Now: clock, Keys: "one", Config: map[string]any{
		"profile": profile, "issuer": issuer, "audience": audience, "algorithms": []string{"ES256"},
	}}
}
