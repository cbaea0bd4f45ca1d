using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class ProcessesCalls : ConformanceCalls
{
    public ProcessesCalls()
    {
        Add("GET /processes", "Processes.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Processes.ListAsync(SortOrder.Ascending))
            .Minimal(brevo => brevo.Processes.ListAsync());
        Add("GET /processes/{processId}", "Processes.GetAsync, Processes.WaitAsync", Repeated.Yes)
            .Full(brevo => brevo.Processes.GetAsync(217))
            .Minimal(brevo => brevo.Processes.GetAsync(217));
    }
}
