// Package tools is a tool with a nested struct, a slice and a map, for the benchmarks of schemas and codecs.
package tools

//go:generate go run github.com/mcpgen/mcpgen/cmd/mcpgen

// Order is what a customer wants.
type Order struct {
	ID       string            `json:"id" jsonschema:"minLength=1,maxLength=64"`
	Customer Customer          `json:"customer"`
	Lines    []Line            `json:"lines" jsonschema:"minItems=1,maxItems=100"`
	Labels   map[string]string `json:"labels"`
	Note     string            `json:"note,omitempty" jsonschema:"maxLength=1000"`
	Express  bool              `json:"express"`
}

// Customer is who ordered.
type Customer struct {
	Name  string `json:"name" jsonschema:"minLength=1"`
	Email string `json:"email" jsonschema:"maxLength=200"`
	Since int    `json:"since" jsonschema:"minimum=1900,maximum=2100"`
}

// Line is one article.
type Line struct {
	SKU      string   `json:"sku" jsonschema:"maxLength=40"`
	Quantity int      `json:"quantity" jsonschema:"minimum=1,maximum=1000"`
	Price    float64  `json:"price" jsonschema:"minimum=0"`
	Options  []string `json:"options"`
}

// PlaceOrder places an order and returns it.
//
//mcp:tool
func PlaceOrder(order Order) (Order, error) { return order, nil }
