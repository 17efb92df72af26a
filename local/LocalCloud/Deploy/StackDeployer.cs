using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalCloud.Deploy.Resources;
using LocalCloud.Deploy.Templates;
using LocalCloud.Kernel;

namespace LocalCloud.Deploy;

/// <summary>Deploys templates into the local cloud as CloudFormation would. Knows creation only: no update, no deletion.</summary>
/// <param name="agenda">Its gate is held during a deployment.</param>
/// <param name="ids">For generated names.</param>
/// <param name="ports">What resources are made with.</param>
public sealed class StackDeployer(Agenda agenda, Ids ids, DeploymentPorts ports)
{
    // Reading is a third of what a scenario costs, and a template is never changed once it is read.
    private static readonly ConcurrentDictionary<string, Template> _read = new(StringComparer.Ordinal);

    private readonly Deployed _deployed = new();

    /// <summary>Deploys a stack.</summary>
    /// <exception cref="TemplateException">CloudFormation, a service, or the local cloud refuses it; what was made before stays, as after a failed creation without rollback.</exception>
    public Stack Deploy(StackRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var file = Path.GetFullPath(request.TemplatePath);
        lock (agenda.Gate)
        {
            try
            {
                return Deploy(request, File.ReadAllText(file), Path.GetDirectoryName(file)!);
            }
            catch (TemplateException e)
            {
                throw new TemplateException(
                    $"Stack {request.StackName} ({Path.GetFileName(file)}): {e.Where}",
                    e.Problem,
                    e.InnerException
                );
            }
        }
    }

    private Stack Deploy(StackRequest request, string yaml, string folder)
    {
        var pseudo = Pseudo(request);
        var template = _read.GetOrAdd(yaml, Template.Read);
        var scope = new Scope(template, Parameters.Resolve(template.Parameters, request.Parameters), pseudo);
        var evaluator = new Evaluator(scope);
        TemplateRules.Check(template.Rules, evaluator.Conditions);

        var resources = new OrderedDictionary<string, StackResource>(StringComparer.Ordinal);
        foreach (var id in Order(template, scope, evaluator))
        {
            resources.Add(id, Create(id, template, scope, evaluator, folder));
        }

        var stack = new Stack(
            pseudo.StackId,
            request.StackName,
            request.AccountId,
            request.Region,
            Outputs(template, evaluator),
            resources
        );
        Wiring.Check(stack);
        return stack;
    }

    private PseudoParameters Pseudo(StackRequest request)
    {
        var pseudo = new PseudoParameters(request.AccountId, request.Region, request.StackName, "");
        var arn =
            $"arn:{pseudo.Partition}:cloudformation:{request.Region}:{request.AccountId}:stack/{request.StackName}";
        return _deployed.Claim(arn)
            ? pseudo with
            {
                StackId = $"{arn}/{ids.NewGuid()}",
            }
            : throw new TemplateException(
                "Stack",
                $"Stack [{request.StackName}] already exists; the local cloud updates none."
            );
    }

    private static IReadOnlyList<string> Order(Template template, Scope scope, Evaluator evaluator)
    {
        var wanted = template
            .Resources.Where(r => evaluator.Conditions.Wants(r.Value!.AsObject(), $"Resources.{r.Key}"))
            .Select(r => r.Key)
            .ToList();
        foreach (var id in wanted)
        {
            ResourceType.Named(template.TypeOf(id), $"Resources.{id}");
        }

        return CreationOrder.Sort(
            wanted,
            id =>
                References.Of(
                    template.Resources[id]!.AsObject(),
                    scope,
                    evaluator.Conditions,
                    $"Resources.{id}"
                )
        );
    }

    private StackResource Create(
        string id,
        Template template,
        Scope scope,
        Evaluator evaluator,
        string folder
    )
    {
        var where = $"Resources.{id}";
        var node = template.Resources[id]!.AsObject();
        var type = ResourceType.Named(template.TypeOf(id), where);
        var given = Nodes.MapOrEmpty(node["Properties"], $"{where}.Properties");
        var properties = evaluator.Members(given, $"{where}.Properties");
        Nodes.OnlyKnown(properties, type.Properties, type.Name, $"{where}.Properties");
        var created = Create(
            type,
            new NewResource(id, type.Name, properties, scope.Pseudo, folder, ports, _deployed, ids)
        );
        scope.Add(id, created);
        return new StackResource(
            id,
            type.Name,
            created.PhysicalId,
            created.Arn,
            created.Attributes,
            properties,
            Nodes.Text(node["DeletionPolicy"]),
            Nodes.Text(node["UpdateReplacePolicy"])
        );
    }

    private static Created Create(ResourceType type, NewResource resource)
    {
        try
        {
            return type.Create(resource);
        }
        catch (AwsError e)
        {
            throw new TemplateException($"Resources.{resource.LogicalId}", $"{e.Code}: {e.Message}", e);
        }
    }

    private static Dictionary<string, string> Outputs(Template template, Evaluator evaluator)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, node) in template.Outputs)
        {
            var output = Nodes.MapAt(node, $"Outputs.{name}");
            Nodes.OnlyKnown(
                output,
                ["Description", "Value", "Export", "Condition"],
                "an output",
                $"Outputs.{name}"
            );
            if (evaluator.Conditions.Wants(output, $"Outputs.{name}"))
            {
                outputs.Add(name, evaluator.TextOf(output["Value"], $"Outputs.{name}.Value"));
            }
        }

        return outputs;
    }
}
