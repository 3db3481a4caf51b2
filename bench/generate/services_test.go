package generate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkServices is BenchmarkGenerate for a package that imports what services import: 146 functions of a service that
// holds clients of Kubernetes, pgx and connect, in the module testdata/services. Beside mcpgen stand the go command, which
// only lists, and generators of mocks.
func BenchmarkServices(b *testing.B) {
	bin := b.TempDir()
	mcpgen := filepath.Join(bin, "mcpgen")
	build(b, mcpgen, "github.com/mcpgen/mcpgen/cmd/mcpgen")
	held := service(b, "held", "Item")
	typed := service(b, "typed", "types.NamespacedName", "corev1.LocalObjectReference", "corev1.PodAffinity", "Item")
	refused := service(b, "refused", "*appsv1.Deployment", "*corev1.Pod", "Item")
	findings := []string{"sh", "-c", mcpgen + " . || true"} // it refuses to generate, after all has been looked at
	contenders := []*contender{
		{name: "go list -deps", dir: held, command: []string{"go", "list", "-deps", "."}},
		{name: "mcpgen, 146 functions, own types", dir: held, command: []string{mcpgen, "."}},
		{name: "mcpgen, the same, empty build cache", dir: held, before: emptyCache, command: []string{mcpgen, "."}},
		{name: "mcpgen, 146 functions, types of Kubernetes", dir: typed, command: []string{mcpgen, "."}},
		{name: "mcpgen, 146 functions, 97 of them refused", dir: refused, command: findings},
	}
	for _, other := range others(b, bin, held) {
		if !strings.HasPrefix(other.name, "controller-gen") {
			other.name = strings.Replace(other.name, "100 methods", "146 methods", 1)
			contenders = append(contenders, other)
		}
	}
	for b.Loop() {
		for range rounds {
			for _, c := range contenders {
				c.measure(b)
			}
		}
	}
	fmt.Print("\n", table(contenders))
	b.ReportMetric(contenders[1].clock.Seconds(), "own-s")
	b.ReportMetric(contenders[2].clock.Seconds(), "cold-s")
	b.ReportMetric(contenders[4].clock.Seconds(), "refused-s")
	b.ReportMetric(0, "ns/op")
}

// service writes a package of 146 functions into testdata/services, which return the types in turns.
func service(b *testing.B, name string, results ...string) string {
	b.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "testdata", "services", "bench"+name))
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(dir) })
	var s strings.Builder
	s.WriteString("package " + name + `

import (
	"context"

	"connectrpc.com/connect"
	"github.com/jackc/pgx/v5"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

type Service struct {
	conn        *pgx.Conn
	clients     kubernetes.Interface
	informer    cache.SharedIndexInformer
	interceptor connect.Interceptor
	deployments map[types.NamespacedName]*appsv1.Deployment
	pods        []corev1.Pod
}

type Item struct {
	ID   string
	Tags []string
}

`)
	var api strings.Builder
	for i := range 146 {
		signature := fmt.Sprintf("Update%d(ctx context.Context, id string, limit *int) (%s, error)", i, results[i%len(results)])
		fmt.Fprintf(&s, "// Update%d updates.\n//\n//mcp:tool auth=scopes(write)\nfunc (s *Service) %s { panic(id) }\n\n", i, signature)
		api.WriteString("\t" + signature + "\n")
	}
	s.WriteString("// API is what generators of mocks read.\ntype API interface {\n" + api.String() + "}\n")
	if err := os.WriteFile(filepath.Join(dir, "service.go"), []byte(s.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	return dir
}
