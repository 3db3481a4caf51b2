package mandate_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
)

// A verifier for Caracal mandates, tried with an issuer for development.
func Example() {
	issuer, err := devissuer.New(devissuer.Config{ZoneID: "zone_prod", Audience: "https://mcp.example.com"})
	if err != nil {
		panic(err)
	}
	defer func() { _ = issuer.Close() }()
	ctx := context.Background()
	_ = issuer.Start(ctx)

	verifier, err := mandate.New(mandate.Config{
		Issuer:         issuer.URL(), // https://sts.example.com in production
		Audience:       "https://mcp.example.com",
		ZoneID:         "zone_prod",
		RequiredScopes: []string{"mcp:tool:call"},
		Revocations:    revocation.NewMemory(revocation.MemoryConfig{}), // redisstore in production
		RequireAgent:   true,
	})
	if err != nil {
		panic(err)
	}
	defer func() { _ = verifier.Close() }()
	if err := verifier.Warmup(ctx); err != nil {
		panic(err)
	}

	token, _ := issuer.Mint(devissuer.Claims{Subject: "user-1", Scopes: []string{"mcp:tool:call"}, AgentSessionID: "agent-1"})
	m, err := verifier.Verify(ctx, token)
	fmt.Println(m.Principal().Subject, err)

	token, _ = issuer.Mint(devissuer.Claims{Subject: "user-1", Scopes: []string{"mcp:tool:call"}})
	_, err = verifier.Verify(ctx, token)
	var refusal *mandate.Error
	if errors.As(err, &refusal) {
		fmt.Println(refusal.Code, refusal.HTTPStatus())
		fmt.Println(refusal.Description)
	}
	// Output:
	// user-1 <nil>
	// agent_required 403
	// only agents may use this server, and the token names no agent session
}

// Protecting a plain handler.
func ExampleHandler() {
	var verifier *mandate.Verifier // from mandate.New
	protected := mandate.Handler(mandate.HandlerConfig{Verifier: verifier}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m, _ := mandate.FromContext(r.Context())
		fmt.Fprintln(w, "hello", m.Principal().Subject)
	}))
	http.Handle("/", protected)
}
