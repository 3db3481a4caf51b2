package schemas

// untagged is tools.Order without constraints: go-sdk panics on tags like minLength=1, and mcp-go publishes an empty
// schema for some of them.
type untagged struct {
	ID       string `json:"id"`
	Customer struct {
		Name  string `json:"name"`
		Email string `json:"email"`
		Since int    `json:"since"`
	} `json:"customer"`
	Lines []struct {
		SKU      string   `json:"sku"`
		Quantity int      `json:"quantity"`
		Price    float64  `json:"price"`
		Options  []string `json:"options"`
	} `json:"lines"`
	Labels  map[string]string `json:"labels"`
	Note    string            `json:"note,omitempty"`
	Express bool              `json:"express"`
}
