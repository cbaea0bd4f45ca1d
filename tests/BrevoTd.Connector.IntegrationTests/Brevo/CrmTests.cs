using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.IntegrationTests.Brevo;

/// <summary>Companies and deals through the client against the emulator.</summary>
public sealed class CrmTests : IAsyncDisposable
{
    private ConnectorEmulator? _emulator;
    private BrevoClient? _brevo;

    [Fact]
    public async Task CompanyAndDeal_CreatedLinkedChangedAndDeleted_SayTheSameOnBothSides()
    {
        var brevo = await StartAsync();
        var contact = await brevo.Contacts.CreateAsync(new CreateContactRequest { Email = "crm@example.com" });
        await brevo.Companies.CreateAttributeAsync(
            new CreateCrmAttributeRequest
            {
                Label = "Size",
                Type = CrmAttributeType.SingleSelect,
                OptionLabels = ["Small", "Large"],
            }
        );

        var company = await brevo.Companies.CreateAsync(
            new CreateCompanyRequest
            {
                Name = "Shop",
                Attributes = new Dictionary<string, AttributeValue> { ["size"] = "Large", ["revenue"] = 12.5 },
                LinkedContactIds = [contact],
            }
        );
        var deal = await brevo.Deals.CreateAsync(new CreateDealRequest { Name = "Big", LinkedCompanyIds = [company] });
        var pipeline = Assert.Single(await brevo.Deals.ListPipelinesAsync());
        await brevo.Deals.UpdateAsync(
            deal,
            new UpdateDealRequest
            {
                Attributes = new Dictionary<string, AttributeValue>
                {
                    ["pipeline"] = pipeline.Id!.Value.Value,
                    ["deal_stage"] = pipeline.Stages![1].Id!.Value.Value,
                },
            }
        );

        var read = await brevo.Companies.GetAsync(company);
        Assert.Equal("Shop", read.Name);
        Assert.Equal("large", read.Attributes!["size"].AsText);
        Assert.Equal([contact], read.LinkedContactIds!);
        Assert.Equal([deal], read.LinkedDealIds!);
        Assert.NotNull(read.CreatedAt);
        Assert.Equal(pipeline.Stages[1].Id!.Value.Value, (await brevo.Deals.GetAsync(deal)).Attributes!["deal_stage"].AsText);

        var updated = await brevo.Companies.UpdateAsync(company, new UpdateCompanyRequest { Name = "Shop 2", ReplaceLinkedDealIds = [] });
        Assert.Equal("Shop 2", updated.Name);
        Assert.Empty((await brevo.Deals.GetAsync(deal)).LinkedCompanyIds!);

        await brevo.Deals.DeleteAsync(deal);
        var gone = await Assert.ThrowsAsync<ServiceException>(() => brevo.Deals.GetAsync(deal));
        Assert.Equal("document_not_found", gone.ErrorCode);
    }

    [Theory]
    [InlineData(50, 100)]
    [InlineData(100, 50)]
    [InlineData(20, 100)]
    public async Task ListAsync_WhateverThePageSizeOfEitherSide_ListsEachOnce(int asked, int given)
    {
        var brevo = await StartAsync(o => o.BrevoChoices = new BrevoEmulatorChoices { LargestCrmPage = given });
        List<string?> names = [.. Enumerable.Range(0, 120).Select(i => $"R{i}")];
        await brevo.Companies.ImportAsync(new ImportCrmRecordsRequest { File = Csv("name", names) });
        var process = await brevo.Deals.ImportAsync(new ImportCrmRecordsRequest { File = Csv("deal_name", names) });
        Assert.Equal(ProcessStatus.Completed, (await brevo.Processes.GetAsync(process)).Status);

        var companies = new List<string?>();
        await foreach (var company in brevo.Companies.ListAsync(new CompanyQuery { PageSize = asked }))
        {
            companies.Add(company.Name);
        }

        var deals = new List<string?>();
        await foreach (var deal in brevo.Deals.ListAsync(new DealQuery { PageSize = asked }))
        {
            // Deleting what was read shifts all that follow.
            if (deals.Count < 10)
            {
                await brevo.Deals.DeleteAsync(deal.Id!.Value);
            }

            deals.Add(deal.Name);
        }

        Assert.Equal(names, companies);
        Assert.Equal(names, deals);
    }

    [Fact]
    public async Task CreateAsync_StoredButNotAnswered_ReturnsTheOneCompanyAndDeal()
    {
        var brevo = await StartAsync();
        var older = await brevo.Companies.CreateAsync(new CreateCompanyRequest { Name = "Lost" });
        await brevo.Companies.UpdateLinksAsync(
            older,
            new UpdateCompanyLinksRequest
            {
                LinkContactIds = [await brevo.Contacts.CreateAsync(new CreateContactRequest { Email = "old@example.com" })],
            }
        );
        _emulator!.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/companies", Method = "POST", Times = 1 });
        _emulator.Brevo.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/crm/deals", Method = "POST", Times = 1 });

        var company = await brevo.Companies.CreateAsync(new CreateCompanyRequest { Name = "Lost" });
        var deal = await brevo.Deals.CreateAsync(new CreateDealRequest { Name = "Lost", LinkedCompanyIds = [company] });

        Assert.NotEqual(older, company);
        Assert.Equal([deal], (await brevo.Companies.GetAsync(company)).LinkedDealIds!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_brevo is not null)
        {
            await _brevo.DisposeAsync();
        }

        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    private static FileUpload Csv(string column, IEnumerable<string?> values) =>
        new("records.csv", Encoding.UTF8.GetBytes($"{column}\n{string.Join('\n', values)}\n")) { MediaType = "text/csv" };

    private async Task<BrevoClient> StartAsync(Action<ConnectorEmulatorOptions>? configure = null)
    {
        var options = new ConnectorEmulatorOptions { ImportProcessingTime = TimeSpan.Zero };
        configure?.Invoke(options);
        _emulator = await ConnectorEmulator.StartAsync(options);
        _brevo = BrevoClient.Create(
            new BrevoClientOptions
            {
                BaseAddress = _emulator.Brevo.BaseAddress,
                ApiKey = _emulator.Brevo.ApiKey,
                RetryBaseDelay = TimeSpan.FromMilliseconds(1),
            }
        );
        return _brevo;
    }
}
