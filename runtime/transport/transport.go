// Package transport names how a request reached the server and holds the credential it carried.
package transport

// Kind says how a request reached the server. The zero Kind is [Unknown] and counts as enforced: only [Stdio] may skip
// authorization, and only while no token is configured for it.
type Kind uint8

// The transports that the runtime serves.
const (
	Unknown   Kind = iota // not said: enforced like HTTP
	HTTP                  // Streamable HTTP, bearer token per request
	Stdio                 // one client on standard input and output, no bearer
	InProcess             // a client in the same process, enforced
)

// String returns the name used in audit events: "unknown", "http", "stdio" or "in_process".
func (k Kind) String() string {
	switch k {
	case HTTP:
		return "http"
	case Stdio:
		return "stdio"
	case InProcess:
		return "in_process"
	default:
		return "unknown"
	}
}
