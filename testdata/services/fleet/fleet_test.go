package fleet

import (
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"

	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
)

func TestCalls(t *testing.T) {
	replicas := int32(2)
	deployment := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web"}}
	deployment.Spec.Replicas, deployment.Spec.Strategy.Type = &replicas, appsv1.RecreateDeploymentStrategyType
	deployment.Spec.Template.Spec.Containers = []corev1.Container{{Image: "web:1"}}
	service := &Controller{Clients: fake.NewClientset(deployment)}

	site := runtimetest.Start(t, runtimetest.Options{}, service.RegisterMCP)
	c := site.Client(site.Token(devissuer.Claims{Subject: "ann", Scopes: []string{"fleet:read"}}))
	const web = `{"key":"shop/web","image":"web:1","wanted":2,"ready":0,"policy":"Always","Strategy":"Recreate"}`
	for _, call := range []struct {
		tool string
		args map[string]any
		want string
	}{
		{"workloads", map[string]any{"namespace": "shop"}, "[" + web + "]"},
		{"workload", map[string]any{"namespace": "shop", "name": "web"}, web},
		{"workload", map[string]any{"namespace": "shop", "name": "none"}, `deployments.apps "none" not found`},
		{"logs", map[string]any{"namespace": "shop", "pod": "web-1"}, "fake logs"},
		{"logs", map[string]any{"namespace": "shop", "pod": "web-1", "tail": 3}, "fake logs"},
	} {
		if got := c.Call(t.Context(), call.tool, call.args); got.Text != call.want {
			t.Errorf("%s %v: %+v, want %s", call.tool, call.args, got, call.want)
		}
	}
	if got := c.Call(t.Context(), "apply", map[string]any{"manifest": "a"}); got.Outcome != "challenge" {
		t.Errorf("apply: %+v", got)
	}
}
