// Package runtimetest helps to test servers made with mcpgen: a [Site] is a server with an issuer of its own, a [Client]
// calls it in the same process or over HTTP, a [Recorder] keeps the audit events, and a [Matrix] says who may do what.
//
//	site := runtimetest.Start(t, runtimetest.Options{}, svc.RegisterMCP)
//	site.Matrix(
//		runtimetest.Caller{Name: "reader", Claims: devissuer.Claims{Scopes: []string{"notes:read"}}},
//		runtimetest.Caller{Name: "writer", Claims: devissuer.Claims{Scopes: []string{"notes:write"}}},
//	).String()
package runtimetest
