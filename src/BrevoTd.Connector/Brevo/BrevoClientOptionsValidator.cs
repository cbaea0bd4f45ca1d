using BrevoTd.Connector.Http;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Brevo;

internal sealed class BrevoClientOptionsValidator(IOptionsMonitor<ServiceClientParts>? parts)
    : ServiceClientOptionsValidator<BrevoClientOptions>(BrevoProfile.Instance, parts)
{
    protected override void CheckOwn(BrevoClientOptions options, List<string> failures)
    {
        CheckAddress(nameof(options.BaseAddress), options.BaseAddress, failures);
        if (!Enum.IsDefined(options.Tier))
        {
            failures.Add($"{nameof(options.Tier)} is {(int)options.Tier}; it must be General, Advanced or Extended");
        }
    }
}
