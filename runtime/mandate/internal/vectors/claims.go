package vectors

// times is about exp, nbf and iat.
func times() *File {
	f := caracalFile("Times: exp without leeway, nbf and iat with 60 seconds, all whole numbers of seconds (RFC 7519 sections 4.1.4 to 4.1.6).")
	good := es1(mandate(nil))
	f.accept("a second before exp", "not on or after", good, now(expires-1))
	f.invalid("at exp", "on or after", good, now(expires))
	f.invalid("a second after exp", "no leeway", good, now(expires+1))
	f.invalid("a minute after exp", "no leeway", good, now(expires+60))
	for _, name := range []string{"exp", "iat", "nbf"} {
		for _, bad := range []any{"1790000200", "", nil, true, []any{1790000200}, claims{}, raw("1790000200.5"), raw("1790000200.0"), raw("1.7900002e9"),
			raw("-1"), raw("0"), raw("1e400"), raw("99999999999999999999999999"), raw("9223372036854775808"), raw("18446744073709551617"), raw("1790000200000")} {
			f.invalid(name+" "+text(bad), "not a whole number of seconds between 1970 and 9999", es1(mandate(claims{name: bad})))
		}
	}
	f.invalid("exp missing", "a mandate ends", es1(mandate(claims{"exp": drop})))
	f.invalid("iat missing", "required", es1(mandate(claims{"iat": drop})))
	for _, name := range []string{"iat", "nbf"} {
		f.accept(name+" at the leeway", "60 seconds", es1(mandate(claims{name: clock + 60})))
		f.invalid(name+" a second beyond the leeway", "60 seconds", es1(mandate(claims{name: clock + 61})))
		f.invalid(name+" a second ahead without leeway", "leeway turned off", es1(mandate(claims{name: clock + 1})), with(map[string]any{"leeway_seconds": -1}))
		f.accept(name+" now without leeway", "leeway turned off", es1(mandate(claims{name: clock})), with(map[string]any{"leeway_seconds": -1}))
	}
	f.accept("nbf past", "valid already", es1(mandate(claims{"nbf": issued})))
	return f
}

// addressee is about iss, aud and cnf.
func addressee() *File {
	f := caracalFile("Issuer and audience, compared to the letter (RFC 8725 sections 3.8 and 3.9), and tokens bound to a key.")
	c := func(name, why string, changes claims) { f.invalid(name, why, es1(mandate(changes))) }
	for _, iss := range []any{issuer + "/", "https://STS.example.com", "HTTPS://sts.example.com", "http://sts.example.com", "https://sts.example.com:443", " " + issuer, issuer + "\u0000", "https://sts.example.com.attacker.example", "", drop, nil, 1, []string{issuer}} {
		c("iss "+text(iss), "not the issuer to the letter", claims{"iss": iss})
	}
	for _, aud := range []any{audience + "/", "resource://API", "RESOURCE://api", "resource://ap", "resource://api2", " " + audience, "", drop, nil, 1, []any{}, []any{"a", "b"}, []any{audience, 1}, []any{audience, ""}, []any{[]any{audience}}, claims{audience: true}, "a " + audience, "a," + audience} {
		c("aud "+text(aud), "does not contain this audience to the letter", claims{"aud": aud})
	}
	f.accept("aud a list of one", "RFC 7519 section 4.1.3", es1(mandate(claims{"aud": []string{audience}})))
	f.accept("aud a list with us last", "RFC 7519 section 4.1.3", es1(mandate(claims{"aud": []string{"a", audience}})))
	c("cnf with jkt", "bound to a key (RFC 9449 section 6)", claims{"cnf": claims{"jkt": "x"}})
	c("cnf with x5t#S256", "bound to a certificate (RFC 8705 section 3)", claims{"cnf": claims{"x5t#S256": "x"}})
	c("cnf empty", "not understood", claims{"cnf": claims{}})
	c("cnf null", "not understood", claims{"cnf": nil})
	return f
}

// caracal is about zone, required claims, scopes and targets (steps 3 to 6).
func caracal() *File {
	f := caracalFile("Caracal mandates: zone, required claims and their types, scopes and targets, and the order of these steps.")
	c := func(code, name, why string, changes claims, opts ...option) {
		f.add(code, name, why, es1(mandate(changes)), opts...)
	}
	for _, zone := range []any{"zone-2", "ZONE-1", "zone-1 ", "", nil, drop, 1, []string{"zone-1"}} {
		c("invalid_zone", "zone_id "+text(zone), "step 3", claims{"zone_id": zone})
	}
	c("invalid_zone", "zone before required claims", "step 3 before 4", claims{"zone_id": "x", "sub": drop})
	c("invalid_token", "audience before zone", "step 2 before 3", claims{"zone_id": "x", "aud": "x"})
	for _, name := range []string{"sub", "jti", "client_id", "sid", "root_sid", "use", "sub_type"} {
		for _, bad := range []any{drop, nil, "", 1, []string{"x"}} {
			c("invalid_token", name+" "+text(bad), "step 4: required, a string, not empty", claims{name: bad})
		}
	}
	c("invalid_token", "use session", "step 4", claims{"use": "session"})
	c("invalid_token", "use gateway", "step 4", claims{"use": "gateway"})
	c("accepted", "use as configured", "step 4", claims{"use": "gateway"}, with(map[string]any{"required_use": "gateway"}))
	c("accepted", "sub_type application", "step 4", claims{"sub_type": "application"})
	c("invalid_token", "sub_type agent", "step 4", claims{"sub_type": "agent"})
	c("invalid_token", "sub_type in other case", "step 4", claims{"sub_type": "User"})
	for _, bad := range []any{[]string{"read"}, 1, claims{}, "read\twrite", "read\nwrite", "read  write", " read", "read ", "read\u00a0write", `read"`, `a\b`, "lésen"} {
		c("invalid_token", "scope "+text(bad), "step 4: a string of scope tokens and single blanks (RFC 6749 section 3.3)", claims{"scope": bad})
	}
	for _, bad := range []any{"resource://api", 1, []any{1}, []any{""}, []any{nil}, []string{"a", "a"}, claims{}} {
		c("invalid_token", "target "+text(bad), "step 4: a list of distinct strings", claims{"target": bad})
	}
	read := with(map[string]any{"required_scopes": []string{"read"}})
	c("accepted", "required scope there", "step 5", nil, read)
	for _, s := range []any{"", "write", "READ", "reading", "rea", nil, drop} {
		c("insufficient_scope", "required scope not in "+text(s), "step 5", claims{"scope": s}, read)
	}
	c("insufficient_scope", "one of two required scopes", "step 5: all of them", nil, with(map[string]any{"required_scopes": []string{"read", "admin"}}))
	target := with(map[string]any{"required_targets": []string{"resource://b"}})
	c("invalid_token", "required target missing", "step 6", nil, target)
	c("invalid_token", "required target, no target at all", "step 6", claims{"target": drop}, target)
	c("accepted", "required target there", "step 6", claims{"target": []string{"a", "resource://b"}}, target)
	c("insufficient_scope", "scopes before targets", "step 5 before 6", nil, with(map[string]any{"required_scopes": []string{"x"}, "required_targets": []string{"x"}}))
	c("invalid_token", "types before scopes", "step 4 before 5", claims{"target": "x"}, with(map[string]any{"required_scopes": []string{"x"}}))
	return f
}

// delegation is steps 7 to 11.
func delegation() *File {
	f := caracalFile("Agents and delegation: types of the optional claims, then what the server requires of them, in this order.")
	c := func(code, name, why string, changes claims, cfg map[string]any) {
		f.add(code, name, why, es1(mandate(changes)), with(cfg))
	}
	for _, name := range []string{"agent_session_id", "delegation_edge_id", "source_session_id", "target_session_id"} {
		c("invalid_token", name+" a number", "step 7", claims{name: 1}, nil)
		c("invalid_token", name+" a list", "step 7", claims{name: []string{"x"}}, nil)
		c("accepted", name+" null", "null counts as absent", claims{name: nil}, nil)
	}
	for _, bad := range []any{"x", []any{1}, []any{""}, claims{}} {
		c("invalid_token", "delegation_path "+text(bad), "step 7: a list of strings", claims{"delegation_path": bad}, nil)
	}
	for _, bad := range []any{"x", claims{}, []any{"app-1"}, []any{claims{}}, []any{claims{"application_id": ""}}, []any{claims{"application_id": 1}},
		[]any{claims{"application_id": "a", "agent_session_id": 1}}, []any{claims{"application_id": "a", "more": 1}}} {
		c("invalid_token", "delegation_chain "+text(bad), "step 7: a list of hops as in the schema", claims{"delegation_chain": bad}, nil)
	}
	for _, name := range []string{"hop_count", "delegation_graph_epoch"} {
		for _, bad := range []any{"1", true, raw("-1"), raw("1.5"), raw("1e1"), raw("9999999999999999999"), []any{}} {
			c("invalid_token", name+" "+text(bad), "step 7: a whole number", claims{name: bad}, nil)
		}
		c("accepted", name+" null", "null counts as absent", claims{name: nil}, nil)
	}
	agent, edge := map[string]any{"require_agent": true}, map[string]any{"require_delegation": true}
	both := map[string]any{"require_agent": true, "require_delegation": true}
	c("accepted", "agent and delegation there", "steps 8 and 9", nil, both)
	for _, v := range []any{drop, nil, ""} {
		c("agent_required", "agent_session_id "+text(v), "step 8", claims{"agent_session_id": v}, agent)
		c("delegation_required", "delegation_edge_id "+text(v), "step 9", claims{"delegation_edge_id": v}, edge)
	}
	c("agent_required", "agent before delegation", "step 8 before 9", claims{"agent_session_id": drop, "delegation_edge_id": drop}, both)
	c("invalid_token", "types before agent", "step 7 before 8", claims{"agent_session_id": drop, "hop_count": "1"}, agent)
	c("accepted", "ten hops", "step 10: the default", claims{"hop_count": 10}, nil)
	c("hop_count_exceeded", "eleven hops", "step 10: the default", claims{"hop_count": 11}, nil)
	c("hop_count_exceeded", "one hop where none is allowed", "step 10", nil, map[string]any{"max_hop_count": -1})
	c("accepted", "no hop_count where none is allowed", "no hop_count is 0 hops", claims{"hop_count": drop}, map[string]any{"max_hop_count": -1})
	c("delegation_required", "delegation before hops", "step 9 before 10", claims{"delegation_edge_id": drop, "hop_count": 11}, edge)
	need := func(apps ...string) map[string]any { return map[string]any{"require_chain_contains": apps} }
	c("accepted", "both applications in the chain", "step 11", nil, need("app-1", "app-parent"))
	c("chain_mismatch", "one application not in the chain", "step 11", nil, need("app-1", "app-2"))
	c("chain_mismatch", "application in other case", "step 11", nil, need("APP-1"))
	c("chain_mismatch", "no chain", "step 11", claims{"delegation_chain": drop}, need("app-1"))
	c("chain_mismatch", "empty chain", "step 11", claims{"delegation_chain": []any{}}, need("app-1"))
	c("hop_count_exceeded", "hops before chain", "step 10 before 11", claims{"hop_count": 11}, need("x"))
	return f
}

// revocation is steps 12 and 13.
func revocation() *File {
	f := caracalFile("Revocation: any anchor of the mandate, and the delegation epoch of the zone.")
	good := es1(mandate(nil))
	for _, anchor := range []string{"authority-record-1", "authority-record-root", "session-child", "delegation-1"} {
		f.add("session_revoked", anchor+" revoked", "step 12", good, revoked(anchor))
	}
	for _, anchor := range []string{"authority-record-2", "user-1", "session-parent", "zone-1", "018f7d6a-8f4a-7d9f-9a54-5e4fd7df0001"} {
		f.accept(anchor+" revoked", "not an anchor of this mandate", good, revoked(anchor))
	}
	f.accept("epoch of the mandate", "step 13: not later", good, epoch("zone-1", 7))
	f.add("delegation_stale", "epoch moved on", "step 13", good, epoch("zone-1", 8))
	f.accept("epoch of another zone", "step 13: this zone's counts", good, epoch("zone-2", 8))
	f.add("delegation_stale", "edge without epoch", "step 13: absent is 0", es1(mandate(claims{"delegation_graph_epoch": drop})), epoch("zone-1", 1))
	f.add("delegation_stale", "epoch without edge", "step 13", es1(mandate(claims{"delegation_edge_id": drop})), epoch("zone-1", 8))
	f.accept("nothing delegated", "step 13 does not apply", es1(mandate(claims{"delegation_edge_id": drop, "delegation_graph_epoch": drop})), epoch("zone-1", 8))
	f.add("session_revoked", "revoked and stale", "step 12 before 13", good, revoked("delegation-1"), epoch("zone-1", 8))
	f.add("chain_mismatch", "chain before revocation", "step 11 before 12", good, revoked("delegation-1"), with(map[string]any{"require_chain_contains": []string{"x"}}))
	return f
}
