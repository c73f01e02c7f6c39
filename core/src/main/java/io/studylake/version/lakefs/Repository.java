package io.studylake.version.lakefs;

import io.lakefs.clients.sdk.BranchesApi;
import io.lakefs.clients.sdk.CommitsApi;
import io.lakefs.clients.sdk.ObjectsApi;
import io.lakefs.clients.sdk.RefsApi;
import io.lakefs.clients.sdk.StagingApi;
import io.lakefs.clients.sdk.TagsApi;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.VersionStoreException;

/**
 * One repository of a server, and how a call of it is made: what fails is told in the store's words
 * with the server's beside them.
 */
final class Repository {
  final LakefsClient client;
  final String name;
  final String storageNamespace;
  final BranchesApi branches;
  final TagsApi tags;
  final CommitsApi commits;
  final RefsApi refs;
  final ObjectsApi objects;
  final StagingApi staging;

  Repository(LakefsClient client, io.lakefs.clients.sdk.model.Repository found) {
    this.client = client;
    this.name = found.getId();
    this.storageNamespace = found.getStorageNamespace();
    this.branches = new BranchesApi(client.api());
    this.tags = new TagsApi(client.api());
    this.commits = new CommitsApi(client.api());
    this.refs = new RefsApi(client.api());
    this.objects = new ObjectsApi(client.api());
    this.staging = new StagingApi(client.api());
  }

  /** The repository's address, for messages and lineage. */
  String uri() {
    return client.settings().endpoint() + "/repositories/" + name;
  }

  /** Makes a call that is safe to repeat and expects no refusal but a missing ref. */
  <T> T call(String what, LakefsClient.Call<T> call) {
    try {
      return client.repeatable(call);
    } catch (LakefsFailure e) {
      throw failed(what, e);
    }
  }

  /** What a call's failure means when nothing more is known of it. */
  VersionStoreException failed(String what, LakefsFailure failure) {
    return failure.notFound()
        ? new RefNotFoundException("Cannot %s in %s: %s.".formatted(what, uri(), failure.words()))
        : failure.unavailable("%s in repository '%s'".formatted(what, name), client.settings());
  }
}
