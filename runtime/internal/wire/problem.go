package wire

import (
	"encoding/json"
	"net/http"
)

// JSONType is the value of the header Content-Type for JSON; it is shared, so nobody may assign to it.
var JSONType = []string{"application/json"}

// WriteProblem sends an error that is not about a JSON-RPC message. The texts are fixed.
func WriteProblem(w http.ResponseWriter, status int, code, description, hint string) {
	w.Header()["Content-Type"] = JSONType
	w.WriteHeader(status)
	_, _ = w.Write(ProblemBody(code, description, hint))
}

// ProblemBody is the body of an error that is not about a JSON-RPC message.
func ProblemBody(code, description, hint string) []byte {
	body, err := json.Marshal(struct {
		Error       string `json:"error"`
		Description string `json:"error_description,omitempty"`
		Hint        string `json:"error_hint,omitempty"`
	}{code, description, hint})
	if err != nil {
		return []byte(`{"error":"internal"}`)
	}
	return body
}
