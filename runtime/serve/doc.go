// Package serve is the ready-made main of an MCP server that mcpgen generated:
//
//	func main() {
//		service := &notes.Service{Store: openStore()}
//		serve.Main(serve.Info{Name: "notes", Version: "1.0.0"}, service.RegisterMCP)
//	}
//
// What it serves and whom it trusts comes from flags and from MCPGEN_ variables of the environment; flags override the
// environment, and `-h` lists both. A name that is misspelt, a value that does not parse and settings that contradict
// each other stop the program at start: a server that runs with half of its settings would be open by accident.
//
// The order of a start: settings, then the verifier they describe, then the server with every component registered,
// then the listener. Keys are fetched in the background; until they are there /readyz says 503 and so does the endpoint.
//
// It speaks plain HTTP: in production, whatever stands in front of it ends TLS, since bearer tokens must not cross a network
// in the clear. /healthz says that the process answers, /readyz that it can decide; both are open.
//
// With -dev no identity provider is needed: an issuer embedded in the process signs tokens that are printed at start.
// It listens on loopback only and its keys die with the process.
package serve
