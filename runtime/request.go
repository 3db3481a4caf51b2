package mcpruntime

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// CallToolRequest returns the running request as mcp-go describes it, for functions that take one: with the client's
// answers to input requests, the request state in plain, and the headers without credentials. Generated code calls it.
func CallToolRequest(ctx context.Context) (r mcp.CallToolRequest) {
	r.Method = "tools/call"
	r.Header = describe(ctx, &r.Params, &r.Params.MultiRoundTripParams)
	return r
}

// GetPromptRequest is [CallToolRequest] for prompts.
func GetPromptRequest(ctx context.Context) (r mcp.GetPromptRequest) {
	r.Method = "prompts/get"
	r.Header = describe(ctx, &r.Params, &r.Params.MultiRoundTripParams)
	return r
}

// ReadResourceRequest is [CallToolRequest] for resources.
func ReadResourceRequest(ctx context.Context) (r mcp.ReadResourceRequest) {
	r.Method = "resources/read"
	r.Header = describe(ctx, &r.Params, &r.Params.MultiRoundTripParams)
	return r
}

// describe fills in the params of the running request, and returns its headers.
func describe(ctx context.Context, params any, input *mcp.MultiRoundTripParams) http.Header {
	x := exchangeFrom(ctx)
	if x == nil || x.msg == nil {
		return nil
	}
	if x.msg.Params != nil {
		// The message is valid JSON of the right shape; members of other types than mcp-go's stay empty.
		_ = json.Unmarshal(x.msg.Params, params)
	}
	input.InputResponses, input.RequestState = x.input.responses, x.input.state
	h := http.Header(x.headers).Clone()
	for _, secret := range []string{"Authorization", "Proxy-Authorization", "Cookie"} {
		h.Del(secret)
	}
	return h
}

// ClientCan reports whether the client of the running request has declared a capability: "sampling", "elicitation" or
// "roots". Ask before you ask for input: a request that the client cannot fulfil fails the call.
func ClientCan(ctx context.Context, capability string) bool {
	x := exchangeFrom(ctx)
	return x != nil && x.capabilities&wire.CapabilityNamed(capability) != 0
}

// PrincipalFrom returns the caller of the running request; false when there is none.
func PrincipalFrom(ctx context.Context) (*principal.Principal, bool) {
	x := exchangeFrom(ctx)
	if x == nil || x.principal == nil {
		return nil, false
	}
	return x.principal, true
}
