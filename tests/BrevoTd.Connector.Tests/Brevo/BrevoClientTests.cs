using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo;

/// <summary>Account, attributes, folders and processes: each answer as the service documents it.</summary>
public sealed class BrevoClientTests
{
    [Fact]
    public async Task AccountGetAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "account",
                200,
                """
                {"organization_id":"org","user_id":9,"enterprise":true,
                 "plan":[{"type":"payAsYouGo","credits":5000,"creditsType":"sendLimit"},{"type":"sms","credits":999.5360000000001,"creditsType":"sendLimit","startDate":1489190400}],
                 "relay":{"enabled":true,"data":{"userName":"john@example.com","relay":"smtp-relay.example.com","port":587}},
                 "marketingAutomation":{"key":"tracker","enabled":true},"email":"john@example.com","firstName":"John","lastName":"Smith","companyName":"MyShop",
                 "address":{"city":"New-York","street":"8th Avenue","zipCode":"7665","country":"USA"}}
                """
            );

        var account = await wire.Client.Account.GetAsync();

        Assert.Equal("org", account.OrganizationId);
        Assert.True(account.IsEnterprise);
        Assert.Equal(9, account.UserId);
        Assert.Equal("MyShop", account.CompanyName);
        Assert.Equal(999.5360000000001, account.Plan![1].Credits);
        Assert.Equal("1489190400", account.Plan![1].StartDate);
        Assert.Equal(587, account.Relay!.Data!.Port);
        Assert.True(account.MarketingAutomation!.Enabled);
        Assert.Equal("USA", account.Address!.Country);
        Assert.Equal(BrevoWire.ApiKey, wire.Server.LogEntries.Single().RequestMessage!.Headers!["api-key"].Single());
    }

    [Fact]
    public async Task AttributesListAsync_OfADocumentedAnswer_ReadsTypesAndOptions()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "contacts/attributes",
                200,
                """
                {"attributes":[{"name":"LASTNAME","category":"normal","type":"text"},
                 {"name":"GENDER","category":"category","type":"text","enumeration":[{"value":0,"label":"English","valueStr":"en"}]},
                 {"name":"COUNTRY","category":"normal","type":"multiple-choice","multiCategoryOptions":["USA","India"]},
                 {"name":"BLACKLIST","category":"global","calculatedValue":"COUNT[BLACKLISTED]"},{"name":"NEW","category":"not-yet-known","type":"hologram"}]}
                """
            );

        var attributes = await wire.Client.Attributes.ListAsync();

        Assert.Equal(AttributeType.Text, attributes[0].Type);
        Assert.Equal(AttributeCategory.Category, attributes[1].Category);
        Assert.Equal("en", attributes[1].Enumeration!.Single().ValueText);
        Assert.Equal(["USA", "India"], attributes[2].MultiCategoryOptions!);
        Assert.Null(attributes[3].Type);
        Assert.Equal(new AttributeType("hologram"), attributes[4].Type);
    }

    [Fact]
    public async Task AttributesCreateAsync_OfAnAttribute_SendsTheDocumentedBody()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts/attributes/normal/LTV", 201);

        await wire.Client.Attributes.CreateAsync(AttributeCategory.Normal, "LTV", new() { Type = AttributeType.Float });

        Assert.Equal("""{"type":"float"}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task FoldersListAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "contacts/folders",
                200,
                """{"folders":[{"id":42,"name":"Ninja_Form","totalBlacklisted":98,"totalSubscribers":4567,"uniqueSubscribers":4665}],"count":1}"""
            )
            .Answers("POST", "contacts/folders", 201, """{"id":"43"}""");

        var folders = new List<ContactFolder>();
        await foreach (var folder in wire.Client.Folders.ListAsync())
        {
            folders.Add(folder);
        }

        Assert.Equal(42, folders.Single().Id);
        Assert.Equal("Ninja_Form", folders.Single().Name);
        Assert.Equal(4665, folders.Single().UniqueSubscribers);
        Assert.Equal(43, await wire.Client.Folders.CreateAsync("Shop"));
    }

    [Fact]
    public async Task ProcessesGetAsync_OfTheCurrentShape_ReadsReportsAsAddresses()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "processes/217",
                200,
                """
                {"id":217,"name":"IMPORTUSER","status":"completed","info":{"import":{"invalid_emails":"https://example.com/invalid.csv","duplicate_contact_id":null,
                 "duplicate_ext_id":null,"duplicate_email_id":null,"duplicate_phone_id":"https://example.com/phone.csv","duplicate_whatsapp_id":null,"duplicate_landline_number_id":null}}}
                """
            );

        var process = await wire.Client.Processes.GetAsync(217);

        Assert.Equal(ProcessName.ContactImport, process.Name);
        Assert.True(process.Status!.Value.IsTerminal);
        Assert.Equal(["invalid_emails", "duplicate_phone_id"], process.Info!.Import!.ByCause().Select(report => report.Key));
        Assert.Equal(new Uri("https://example.com/invalid.csv"), process.Info.Import.InvalidEmails!.Value.Address);
    }

    [Fact]
    public async Task ProcessesGetAsync_OfTheOlderShape_ReadsNumbersAndTexts()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "processes/217",
                200,
                """
                {"id":217,"name":"IMPORTUSER","status":"in_process","info":{"import":{"invalid_emails":2,"duplicate_contact_id":0,"duplicate_ext_id":1,"duplicate_email_id":"duplicate_email_id"},
                 "export":{"total_records":1250}},"error":"Processing timeout","created_at":"2024-01-15T10:30:00Z"}
                """
            );

        var process = await wire.Client.Processes.GetAsync(217);

        Assert.False(process.Status!.Value.IsTerminal);
        Assert.Equal(2, process.Info!.Import!.InvalidEmails!.Value.Count);
        Assert.Null(process.Info.Import.DuplicateEmailId!.Value.Address);
        Assert.Equal("Processing timeout", process.Error);
    }

    [Fact]
    public async Task ProcessesListAsync_OfAPage_AsksForFiftyNewestFirst()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("GET", "processes", 200, """{"count":1,"processes":[{"id":1,"name":"IMPORTUSER","status":"some_new_status"}]}""");

        var processes = new List<BrevoProcess>();
        await foreach (var process in wire.Client.Processes.ListAsync())
        {
            processes.Add(process);
        }

        Assert.False(processes.Single().Status!.Value.IsTerminal);
        Assert.Equal("/v3/processes?limit=50&offset=0&sort=desc", wire.LastRequest.PathAndQuery);
    }
}
