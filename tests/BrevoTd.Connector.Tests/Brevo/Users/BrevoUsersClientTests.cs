using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoUsersClientTests
{
    private const string Done = """{"status":"OK","invoice_id":"i1","credit_notes":["TEST-123"]}""";

    [Fact]
    public async Task InviteAsync_WithPermissions_SendsTheDocumentedWords()
    {
        var email = Canaries.Email();
        await using var pipeline = CrmWire.Start().Answers(Done).Answers(Done);

        var result = await Users(pipeline)
            .InviteAsync(
                new InviteUserRequest
                {
                    Email = email,
                    Privileges =
                    [
                        new UserPrivilege
                        {
                            Feature = UserFeature.SmtpApi,
                            Permissions = [UserPermission.ApiKeys, UserPermission.AuthorizedIps],
                        },
                    ],
                }
            );
        await Users(pipeline)
            .UpdatePermissionsAsync(new UpdateUserPermissionsRequest { Email = "a@example.com", AllFeaturesAccess = true });

        Assert.Equal("i1", result.InvoiceId);
        Assert.Equal(["TEST-123"], result.CreditNotes!);
        Assert.EndsWith(
            "\"all_features_access\":false,\"privileges\":[{\"feature\":\"smtp_api\",\"permissions\":[\"api_keys\",\"authorized_ips\"]}]}",
            pipeline.Request(0).Body,
            StringComparison.Ordinal
        );
        Assert.Equal("""{"email":"a@example.com","all_features_access":true,"privileges":[]}""", pipeline.Request(1).Body);
    }

    [Fact]
    public async Task InviteAsync_WithNeitherOrBothWaysToPermit_IsRefusedBeforeSending()
    {
        await using var pipeline = CrmWire.Start();
        var privilege = new UserPrivilege { Feature = UserFeature.Phone, Permissions = [UserPermission.All] };

        await Assert.ThrowsAsync<ArgumentException>(() => Users(pipeline).InviteAsync(new InviteUserRequest { Email = "a@example.com" }));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Users(pipeline)
                .InviteAsync(
                    new InviteUserRequest
                    {
                        Email = "a@example.com",
                        AllFeaturesAccess = true,
                        Privileges = [privilege],
                    }
                )
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Users(pipeline).UpdatePermissionsAsync(new UpdateUserPermissionsRequest { Email = "", AllFeaturesAccess = true })
        );

        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task Calls_OfAnAddress_EncodeItOnce()
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers(Done)
            .Answers(Done)
            .Answers(Done)
            .Answers("""{"email":"a+b@example.com","status":"new state"}""");
        var users = Users(pipeline);

        await users.ResendInvitationAsync("a+b@example.com");
        await users.CancelInvitationAsync("a+b@example.com");
        await users.RevokeAllPermissionsAsync("a+b@example.com");
        var permissions = await users.GetPermissionsAsync("a+b@example.com");

        Assert.Equal(new OrganizationUserStatus("new state"), permissions.Status);
        Assert.Equal(
            [
                "/v3/organization/user/invitation/resend/a%2Bb%40example.com",
                "/v3/organization/user/invitation/cancel/a%2Bb%40example.com",
                "/v3/organization/user/invitation/revoke/a%2Bb%40example.com",
                "/v3/organization/user/a%2Bb%40example.com/permissions",
            ],
            pipeline.Handler.Seen.Select(seen => new Uri(seen.Uri).AbsolutePath)
        );
    }

    [Theory]
    [InlineData("invite", 1)]
    [InlineData("resend", 1)]
    [InlineData("cancel", 2)]
    [InlineData("revoke", 2)]
    [InlineData("permissions", 2)]
    public async Task Calls_WhoseAnswerIsLost_AreRepeatedOnlyWhereThatIsHarmless(string call, int attempts)
    {
        await using var pipeline = CrmWire.Start();
        pipeline.Lose();
        pipeline.Answers(Done);
        var users = Users(pipeline);

        var failure = await Record.ExceptionAsync(() =>
            call switch
            {
                "invite" => users.InviteAsync(new InviteUserRequest { Email = "a@example.com", AllFeaturesAccess = true }),
                "resend" => users.ResendInvitationAsync("a@example.com"),
                "cancel" => users.CancelInvitationAsync("a@example.com"),
                "revoke" => users.RevokeAllPermissionsAsync("a@example.com"),
                _ => users.UpdatePermissionsAsync(new UpdateUserPermissionsRequest { Email = "a@example.com", AllFeaturesAccess = true }),
            }
        );

        Assert.Equal(attempts, pipeline.Handler.Seen.Count);
        Assert.Equal(attempts == 1, failure is ServiceUnreachableException { MayHaveBeenProcessed: true });
    }

    [Theory]
    [InlineData("\"is_owner\"", "is_owner")]
    [InlineData("true", "true")]
    public async Task ListAsync_OfUsers_ReadsTheirAccess(string owner, string read)
    {
        await using var pipeline = CrmWire
            .Start()
            .Answers(
                $$$"""{"users":[{"email":"a@example.com","feature_access":{"conversations":"none","crm":"full","marketing":"custom"},"is_owner":{{{owner}}},"status":"pending"}]}"""
            );

        var user = Assert.Single(await Users(pipeline).ListAsync());

        Assert.Equal(read, user.IsOwner);
        Assert.Equal(OrganizationUserStatus.Pending, user.Status);
        Assert.Equal(UserFeatureAccess.Full, user.FeatureAccess!.Crm);
        Assert.Equal(UserFeatureAccess.Custom, user.FeatureAccess.Marketing);
        Assert.DoesNotContain("example", user.ToString(), StringComparison.Ordinal);
    }

    private static BrevoUsersClient Users(Pipeline pipeline) => new(pipeline.Transport);
}
