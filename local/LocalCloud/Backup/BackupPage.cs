using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>AWS Backup's paging: maxResults and nextToken in, NextToken out.</summary>
internal static class BackupPage
{
    /// <summary>One page; the token is where the next one begins.</summary>
    /// <exception cref="AwsError">InvalidParameterValueException.</exception>
    public static JsonObject Of<T>(
        RestInput input,
        string member,
        IEnumerable<T> all,
        Func<T, JsonObject> write
    )
    {
        var limit = input.QueryNumber("maxResults", 1, BackupRules.LargestPage) ?? BackupRules.LargestPage;
        var from = input.Query("nextToken") switch
        {
            null => 0,
            var token when int.TryParse(token, CultureInfo.InvariantCulture, out var at) && at > 0 => at,
            _ => throw BackupErrors.Invalid("Invalid nextToken."),
        };
        var page = all.Skip(from).Take(limit + 1).ToList();
        var reply = new JsonObject { [member] = new JsonArray([.. page.Take(limit).Select(write)]) };
        if (page.Count > limit)
        {
            reply["NextToken"] = $"{from + limit}";
        }

        return reply;
    }
}
