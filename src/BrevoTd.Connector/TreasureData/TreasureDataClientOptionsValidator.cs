using BrevoTd.Connector.Http;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.TreasureData;

internal sealed class TreasureDataClientOptionsValidator(IOptionsMonitor<ServiceClientParts>? parts)
    : ServiceClientOptionsValidator<TreasureDataClientOptions>(TreasureDataProfile.Instance, parts)
{
    protected override void CheckOwn(TreasureDataClientOptions options, List<string> failures)
    {
        if (!TreasureDataSites.TryGet(options.Site, out _))
        {
            failures.Add(
                $"{nameof(options.Site)} must be one of {TreasureDataSites.Names}: the region that stands in the address of the account's console"
            );
        }

        if (options.BaseAddress is not null)
        {
            CheckAddress(nameof(options.BaseAddress), options.BaseAddress, failures);
        }

        if (options.ImportBaseAddress is not null)
        {
            CheckAddress(nameof(options.ImportBaseAddress), options.ImportBaseAddress, failures);
        }

        if (options.MaxConcurrentRequests is < 1 or > 256)
        {
            failures.Add($"{nameof(options.MaxConcurrentRequests)} is {options.MaxConcurrentRequests}; it must be between 1 and 256");
        }
    }
}
