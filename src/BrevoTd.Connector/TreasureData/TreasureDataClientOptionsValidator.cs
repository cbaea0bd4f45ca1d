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

        CheckOptional(nameof(options.BaseAddress), options.BaseAddress, failures);
        CheckOptional(nameof(options.ImportBaseAddress), options.ImportBaseAddress, failures);
        CheckOptional(nameof(options.IngestionBaseAddress), options.IngestionBaseAddress, failures);
        CheckOptional(nameof(options.CdpBaseAddress), options.CdpBaseAddress, failures);
        CheckOptional(nameof(options.ProfilesBaseAddress), options.ProfilesBaseAddress, failures);
        CheckOptional(nameof(options.WorkflowBaseAddress), options.WorkflowBaseAddress, failures);
        if (string.IsNullOrWhiteSpace(options.IngestionRecordsKey))
        {
            failures.Add($"{nameof(options.IngestionRecordsKey)} must be a name, such as events");
        }

        if (options.MaxConcurrentRequests is < 1 or > 256)
        {
            failures.Add($"{nameof(options.MaxConcurrentRequests)} is {options.MaxConcurrentRequests}; it must be between 1 and 256");
        }
    }

    private static void CheckOptional(string option, Uri? address, List<string> failures)
    {
        if (address is not null)
        {
            CheckAddress(option, address, failures);
        }
    }
}
