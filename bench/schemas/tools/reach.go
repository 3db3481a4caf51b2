package tools

import (
	"context"
	"fmt"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// Decode reads and validates an order by the generated decoder.
func Decode(raw []byte, v *Order) []codec.Problem { return codec.Decode(raw, v, decodeOrder) }

// Append writes an order by the generated encoder.
func Append(dst []byte, v *Order) ([]byte, error) { return codec.Append(dst, v, encodeOrder) }

// Components are n tools like PlaceOrder under different names.
func Components(n int, schema string) []mcpruntime.Component {
	list := make([]mcpruntime.Component, n)
	for i := range list {
		list[i] = mcpruntime.Tool(
			mcpruntime.ToolSpec{Name: fmt.Sprintf("place_order_%d", i), Description: "PlaceOrder places an order.", InputSchema: schema, OutputSchema: schema},
			mcpruntime.HideUnless(check.Unrestricted()),
			decodeOrder,
			func(_ context.Context, in *Order) (Order, error) { return PlaceOrder(*in) },
			mcpruntime.JSON(encodeOrder),
		)
	}
	return list
}
